#!/bin/sh
# Builds images in the registry where there are none from the pipeline, then applies what administrators apply and the rest.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
overlay=${HEADGATE_SIZE:-dev}
azd env get-values | sed 's/="\(.*\)"$/=\1/' > "$folder/all.env"
awk -F= 'NR == FNR { asked[$1]; next } $1 in asked' "k8s/overlays/$overlay/azure/azure.env" "$folder/all.env" > "$folder/azure.env"

: "${HEADGATE_BUILD_IMAGE:?set it to docker.io/library/node:24-bookworm-slim@sha256:DIGEST}"
: "${HEADGATE_BASE_IMAGE:?set it to gcr.io/distroless/cc-debian12:nonroot@sha256:DIGEST}"
npm run --silent codegen
npm run --silent build -w web
az acr login --name "$REGISTRY_NAME"
for service in gateway accounts accounts-migrations activity alerts insights; do
  docker buildx build . --file k8s/images/Containerfile --push --build-arg "SERVICE=$service" \
    --build-arg "BUILD_IMAGE=$HEADGATE_BUILD_IMAGE" --build-arg "BASE_IMAGE=$HEADGATE_BASE_IMAGE" \
    --tag "$REGISTRY/$service:azd" --metadata-file "$folder/metadata.json"
  digest=$(sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' "$folder/metadata.json")
  echo "$service=$REGISTRY/$service@$digest" >> "$folder/images.env"
done
sed -n 's/^gateway=/gateway-canary=/p' "$folder/images.env" > "$folder/canary.env"
cat "$folder/canary.env" >> "$folder/images.env"

az aks get-credentials --resource-group "$AZURE_RESOURCE_GROUP" --name "$CLUSTER_NAME" --overwrite-existing
kubelogin convert-kubeconfig --login azurecli
node k8s/deploy.ts --environment "$overlay" --azure "$folder/azure.env" --cluster
node k8s/deploy.ts --environment "$overlay" --azure "$folder/azure.env" --images "$folder/images.env"

node k8s/images/main.ts "$folder/images" functions
cp -R "$folder/images/functions/node_modules" "$folder/images/functions/app/"
(cd "$folder/images/functions/app" && zip -qr "$folder/functions.zip" .)
az functionapp deployment source config-zip --resource-group "$AZURE_RESOURCE_GROUP" --name "$FUNCTIONS_NAME" \
  --src "$folder/functions.zip"
node infra/smoke-test.mjs "https://$HOSTNAME/graphql"
