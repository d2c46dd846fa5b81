import { useEffect, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { nextEvents } from '../hub/server-events.ts'
import { PROGRESS, type Progress } from './batch-queries.ts'
import { secondsLeft } from './time-left.ts'

/** How far a running batch is, with the seconds that it will still take at this rate; null before that can be told. */
export interface Course extends Progress {
  readonly secondsLeft: number | null
}

/** How long to wait before a broken stream is opened again, in ms. */
const AGAIN_MS = 1_000

/** Follows a batch while it is read or written, and calls `onRest` when nothing of it runs any more. */
export function useProgress(id: string, running: boolean, onRest: () => void): Course | null {
  const { hub } = useReader()
  const [course, setCourse] = useState<Course | null>(null)
  useEffect(() => {
    if (!running) return
    const left = new AbortController()
    const since = performance.now()
    const follow = async (): Promise<void> => {
      for await (const text of nextEvents(await hub.subscribe(PROGRESS, { id }, left.signal))) {
        const now = (JSON.parse(text) as { data: { importProgress: Progress } }).data.importProgress
        setCourse({ ...now, secondsLeft: secondsLeft(now.progress, performance.now() - since) })
      }
    }
    const rest = (): void => {
      if (!left.signal.aborted) onRest()
    }
    follow().then(rest, () => setTimeout(rest, AGAIN_MS))
    return () => left.abort()
  }, [hub, id, running, onRest])
  return running ? course : null
}
