const KEY = 'baophu.key'
const LANGUAGE = 'baophu.language'

/** The key of this tab; gone with it. */
export function storedKey(): string | null {
  return sessionStorage.getItem(KEY)
}

export function storeKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, key)
}

/** The language chosen last on this machine; Vietnamese when none was. */
export function storedLanguage(): 'vi' | 'en' {
  return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'vi'
}

export function storeLanguage(language: 'vi' | 'en'): void {
  localStorage.setItem(LANGUAGE, language)
}
