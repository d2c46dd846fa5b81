import { useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import type { Route } from '../route.ts'
import { DropZone } from './drop-zone.tsx'
import { History } from './history.tsx'
import { Templates } from './templates.tsx'

/** Where an officer begins: send files, look after those sent before, fetch empty sheets. */
export function ImportsPage({ route }: { readonly route: Route }) {
  const { say } = useReader()
  const [round, setRound] = useState(0)
  return (
    <>
      <h1>{say('importsTitle')}</h1>
      <DropZone onSent={() => setRound((before) => before + 1)} />
      <History round={round} query={route.query} />
      <Templates />
    </>
  )
}
