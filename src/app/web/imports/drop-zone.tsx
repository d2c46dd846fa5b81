import { useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import { addressOf } from '../route.ts'

/** A file on its way to the hub. */
interface Sent {
  readonly name: string
  readonly id: string | null
  readonly repeated: boolean
  readonly failure: HubFailure | null
}

/** Takes files dropped or chosen, sends them one after the other, and opens the batch when it was one. */
export function DropZone({ onSent }: { readonly onSent: () => void }) {
  const { say, hub } = useReader()
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [over, setOver] = useState(false)
  const take = async (files: readonly File[]): Promise<void> => {
    const fresh: Sent[] = files.map(({ name }) => ({ name, id: null, repeated: false, failure: null }))
    for (const [index, file] of files.entries()) {
      setSent([...fresh])
      try {
        fresh[index] = { name: file.name, failure: null, ...(await hub.send(file)) }
      } catch (error) {
        fresh[index] = { name: file.name, id: null, repeated: false, failure: asFailure(error) }
      }
    }
    setSent([...fresh])
    onSent()
    const [only] = fresh
    if (fresh.length === 1 && only?.id) location.hash = addressOf('imports', [only.id])
  }
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void take([...(event.dataTransfer?.files ?? [])])
  }
  return (
    <section aria-label={say('importsTitle')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <FileChoice onFiles={(files) => void take(files)} />
        <p class="quiet">{say('dropHint')}</p>
      </div>
      {sent.length > 0 && <SentFiles sent={sent} />}
    </section>
  )
}

function FileChoice({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { say } = useReader()
  return (
    <label class="file-choice">
      {say('dropHere')} <span class="like-button">{say('chooseFiles')}</span>
      <input
        type="file"
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </label>
  )
}

function SentFiles({ sent }: { readonly sent: readonly Sent[] }) {
  const { say } = useReader()
  const told = ({ id, repeated, failure }: Sent): string => {
    if (failure) return failure.kind === 'UNREACHABLE' ? say('noConnection') : failure.message || say('unexpected')
    if (id === null) return say('sendingFile')
    return repeated ? say('sentBefore') : ''
  }
  return (
    <>
      <h2>{say('sending')}</h2>
      <ul class="sent" aria-live="polite">
        {sent.map((file) => (
          <li key={file.name} class={file.failure ? 'problem' : ''}>
            {file.id === null ? file.name : <a href={addressOf('imports', [file.id])}>{file.name}</a>} {told(file)}
          </li>
        ))}
      </ul>
    </>
  )
}
