const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Canonical form of a BCP 47 language tag; null when it is none, or of a language that nobody knows. */
export function canonicalLocale(tag: string): string | null {
  try {
    const locale = new Intl.Locale(tag);
    return languages.of(locale.language) ? locale.toString() : null;
  } catch {
    return null;
  }
}
