"""Purchase propensity by MLlib: the same loss, features and penalty as the TypeScript job has."""

from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import DataFrame

FEATURES = ["log_recency", "log_orders", "log_age", "log_amount", "orders30"]
RIDGE = 0.001


def train_propensity(buyers: DataFrame) -> dict:
    assembled = VectorAssembler(inputCols=FEATURES, outputCol="features").transform(buyers)
    model = LogisticRegression(maxIter=100, tol=1e-9, regParam=RIDGE).fit(assembled)
    return {"coefficients": [float(value) for value in model.coefficients], "intercept": float(model.intercept)}
