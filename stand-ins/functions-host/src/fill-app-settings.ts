/**
 * Replaces `%NAME%` by the app setting of that name:
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns#binding-expressions---app-settings
 * @throws for an app setting that is absent.
 */
export function fillAppSettings(
  text: string,
  appSettings: Readonly<Record<string, string | undefined>>,
): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = appSettings[name];
    if (value === undefined) throw new Error(`The app setting ${name} is missing.`);
    return value;
  });
}
