-- CreateTable
CREATE TABLE "erasures" (
    "user_id" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "erasures_requested_at_idx" ON "erasures"("requested_at");
