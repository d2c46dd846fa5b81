import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { AccessPage } from '../access/access-page.tsx'
import { CampaignEditor } from '../campaigns/campaign-editor.tsx'
import { CampaignsPage } from '../campaigns/campaigns-page.tsx'
import { CoveragePage } from '../coverage/coverage-page.tsx'
import { hubWith } from '../hub/hub.ts'
import { bearerOf, type Session, storedLanguage, storedSession, storeLanguage, storeSession } from '../hub/session.ts'
import { leaveProvider, type Returned } from '../hub/sign-in.ts'
import { BatchPage } from '../imports/batch-page.tsx'
import { ImportsPage } from '../imports/imports-page.tsx'
import { type Route, routeOf } from '../route.ts'
import { figuresIn } from '../words/numbers.ts'
import type { Language } from '../words/word.ts'
import { sayIn } from '../words/words.ts'
import { Header } from './header.tsx'
import { ReaderContext, useReader } from './reader.ts'
import { SignIn } from './sign-in.tsx'
import { SignedIn } from './signed-in.tsx'

interface AppProps {
  /** What the provider sent back with the reader; null when they come from anywhere else. */
  readonly returned: Returned | null
}

/** The whole of the pages: the session, the language, and the page that the address names. */
export function App({ returned }: AppProps) {
  const { session, refused, begin, end } = useSession()
  const arrived = useRef(returned)
  const takeReturned = (): Returned | null => {
    const taken = arrived.current
    arrived.current = null
    return taken
  }
  const [language, setLanguage] = useState<Language>(storedLanguage)
  const [permissions, setPermissions] = useState<readonly string[]>([])
  const route = useRoute()
  const say = useMemo(() => sayIn(language), [language])
  // One for every language: a token is renewed for all who wait for it.
  const bearer = useMemo(() => (session === null ? null : bearerOf(session, keepRenewed)), [session])
  const reader = useMemo(
    () =>
      bearer && { say, figures: figuresIn(language), hub: hubWith({ bearer, language, onRefused: () => end(true) }) },
    [bearer, language, say, end],
  )
  useEffect(() => {
    document.documentElement.lang = language
    document.title = say('appName')
    storeLanguage(language)
  }, [language, say])
  const leave = (): void => {
    // The newest tokens are the stored ones.
    const leaving = storedSession()
    end(false)
    if (leaving?.kind === 'SIGNED_IN') leaveProvider(leaving.provider, leaving.tokens)
  }
  return (
    <>
      <Header
        say={say}
        route={route}
        signedIn={reader !== null}
        permissions={reader === null ? [] : permissions}
        onLanguage={setLanguage}
        onSignOut={leave}
      />
      {reader === null ? (
        <SignIn key={language} say={say} refusedBefore={refused} takeReturned={takeReturned} onSession={begin} />
      ) : (
        <ReaderContext.Provider value={reader}>
          <SignedIn onPermissions={setPermissions}>
            <Content route={route} />
          </SignedIn>
        </ReaderContext.Provider>
      )}
    </>
  )
}

/** The session of this tab; `refused` when the hub took it away while the reader worked. */
function useSession() {
  const [state, setState] = useState(() => ({ session: storedSession(), refused: null as Session['kind'] | null }))
  const begin = useCallback((session: Session): void => {
    storeSession(session)
    setState({ session, refused: null })
  }, [])
  const end = useCallback((taken: boolean): void => {
    storeSession(null)
    // Several questions may be refused at once; the first tells what was taken away.
    setState(({ session, refused }) => ({ session: null, refused: taken ? (session?.kind ?? refused) : null }))
  }, [])
  return { ...state, begin, end }
}

/** A token that was renewed while the reader signed out is not kept. */
function keepRenewed(session: Session): void {
  if (storedSession() !== null) storeSession(session)
}

/** The page of an address; the focus moves to it when the reader goes to another one. */
function Content({ route }: { readonly route: Route }) {
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  const place = [route.page, ...route.rest].join('/')
  // Another place is what moves the focus.
  useEffect(() => {
    if (!first.current) main.current?.focus()
    first.current = false
  }, [place])
  return (
    <main id="content" tabIndex={-1} ref={main}>
      <PageOf route={route} />
    </main>
  )
}

function PageOf({ route }: { readonly route: Route }) {
  const { say } = useReader()
  const [first] = route.rest
  if (route.page === 'imports' && first !== undefined) return <BatchPage key={first} id={first} route={route} />
  if (route.page === 'imports') return <ImportsPage route={route} />
  if (route.page === 'coverage') return <CoveragePage code={first ?? 'VN'} route={route} />
  if (route.page === 'campaigns' && first !== undefined) return <CampaignEditor key={first} id={first} />
  if (route.page === 'campaigns') return <CampaignsPage />
  if (route.page === 'access') return <AccessPage route={route} />
  return (
    <>
      <h1>{say('notFound')}</h1>
      <p>{say('notFoundHint')}</p>
    </>
  )
}

function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = (): void => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return useMemo(() => routeOf(hash), [hash])
}
