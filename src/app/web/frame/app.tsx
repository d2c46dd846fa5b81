import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { AccessPage } from '../access/access-page.tsx'
import { CampaignEditor } from '../campaigns/campaign-editor.tsx'
import { CampaignsPage } from '../campaigns/campaigns-page.tsx'
import { CoveragePage } from '../coverage/coverage-page.tsx'
import { hubWith } from '../hub/hub.ts'
import { storedKey, storedLanguage, storeKey, storeLanguage } from '../hub/session.ts'
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

/** The whole of the pages: the key, the language, and the page that the address names. */
export function App() {
  const [key, setKey] = useState(storedKey)
  const [refused, setRefused] = useState(false)
  const [language, setLanguage] = useState<Language>(storedLanguage)
  const [permissions, setPermissions] = useState<readonly string[]>([])
  const route = useRoute()
  const say = useMemo(() => sayIn(language), [language])
  const changeKey = (next: string | null, taken: boolean): void => {
    storeKey(next)
    setRefused(taken)
    setKey(next)
  }
  const reader = useMemo(() => {
    const hub = hubWith({ key: key ?? '', language, onKeyRefused: () => changeKey(null, true) })
    return { say, figures: figuresIn(language), hub }
  }, [key, language, say])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = say('appName')
    storeLanguage(language)
  }, [language, say])
  return (
    <>
      <Header
        say={say}
        route={route}
        signedIn={key !== null}
        permissions={key === null ? [] : permissions}
        onLanguage={setLanguage}
        onSignOut={() => changeKey(null, false)}
      />
      {key === null ? (
        <SignIn key={language} say={say} refusedBefore={refused} onKey={(next) => changeKey(next, false)} />
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
