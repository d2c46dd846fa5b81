import { addressOf, type Route } from '../route.ts'
import type { Language } from '../words/word.ts'
import type { Say } from '../words/words.ts'

interface HeaderProps {
  readonly say: Say
  readonly route: Route
  readonly signedIn: boolean
  /** What the reader may; empty until the hub has told. */
  readonly permissions: readonly string[]
  readonly onLanguage: (language: Language) => void
  readonly onSignOut: () => void
}

/** The page, its name, and what it takes to be let in. */
const WAYS = [
  ['imports', 'toImports', 'IMPORT'],
  ['coverage', 'toCoverage', 'READ_FIGURES'],
  ['campaigns', 'toCampaigns', 'READ_FIGURES'],
  ['access', 'toAccess', 'MANAGE_KEYS'],
] as const

/** Each language under its own name, whichever is being read. */
const LANGUAGES = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
] as const

/** The strip on top: what this is, the ways about, the language, the way out. */
export function Header({ say, route, signedIn, permissions, onLanguage, onSignOut }: HeaderProps) {
  return (
    <header class="top no-print">
      <button type="button" class="skip" onClick={toContent}>
        {say('skipToContent')}
      </button>
      <span class="name">{say('appName')}</span>
      {signedIn && (
        <nav aria-label={say('mainWays')}>
          {WAYS.filter(([, , needs]) => permissions.includes(needs)).map(([page, word]) => (
            <a key={page} href={addressOf(page)} aria-current={route.page === page ? 'page' : undefined}>
              {say(word)}
            </a>
          ))}
        </nav>
      )}
      <span class="push" />
      <select
        aria-label={say('language')}
        value={say.language}
        onChange={(event) => onLanguage(event.currentTarget.value === 'en' ? 'en' : 'vi')}
      >
        {LANGUAGES.map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
      {signedIn && (
        <button type="button" onClick={onSignOut}>
          {say('signOut')}
        </button>
      )}
    </header>
  )
}

/** A button and not a link to `#content`: what stands behind `#` is the address of the page. */
function toContent(): void {
  document.getElementById('content')?.focus()
}
