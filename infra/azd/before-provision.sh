#!/bin/sh
# Asks for what has no default, before anything is made.
set -eu
missing=
for name in HEADGATE_HOSTNAME HEADGATE_CORS_ORIGINS HEADGATE_SESSION_CLIENT_ID HEADGATE_ALERT_EMAIL HEADGATE_DEPLOYERS_GROUP_ID \
  HEADGATE_READERS_GROUP_ID HEADGATE_REPOSITORY; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || missing="$missing $name"
done
if [ -n "$missing" ]; then
  echo "These have no value yet; set each with 'azd env set NAME VALUE' (docs/deploy.md says what they are):$missing" >&2
  exit 1
fi
# Costs are counted from the month of the first deployment, and a budget never changes its beginning.
[ -n "${HEADGATE_BUDGET_START:-}" ] || azd env set HEADGATE_BUDGET_START "$(date -u +%Y-%m-01)"
