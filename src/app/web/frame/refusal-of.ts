import { HubFailure, hubWith } from '../hub/hub.ts'
import { bearerOf, type Session } from '../hub/session.ts'
import type { Say } from '../words/words.ts'

/** Why the hub does not let this session in, in the reader's language; null when it does. */
export async function refusalOf(session: Session, say: Say): Promise<string | null> {
  const hub = hubWith({ bearer: bearerOf(session), language: say.language, onRefused: () => undefined })
  try {
    await hub.ask('{ __typename }')
    return null
  } catch (error) {
    if (!(error instanceof HubFailure)) return say('unexpected')
    if (error.kind === 'KEY') return say(session.kind === 'KEY' ? 'keyRefused' : 'signInOver')
    return error.kind === 'UNREACHABLE' ? say('noConnection') : error.message || say('unexpected')
  }
}
