import { useState } from 'preact/hooks'
import type { Variables } from '../hub/hub.ts'
import { useReader } from './reader.ts'

interface CopyViewProps {
  readonly query: string
  readonly variables: Variables
}

/** Every view can be taken along: its address, and the question behind it as the body of `POST /graphql`. */
export function CopyView({ query, variables }: CopyViewProps) {
  const { say } = useReader()
  const [copied, setCopied] = useState(false)
  const told = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null))
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' ').trim(), variables: told }, null, 2)
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div class="copy-view no-print">
      <div class="actions">
        <button type="button" onClick={() => void copy(location.href)}>
          {say('copyAddress')}
        </button>
        <button type="button" onClick={() => void copy(body)}>
          {say('copyQuery')}
        </button>
        <button type="button" onClick={() => print()}>
          {say('print')}
        </button>
        <span role="status">{copied ? say('copied') : ''}</span>
      </div>
      <details>
        <summary>{say('showQuery')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
        <pre tabIndex={0}>{body}</pre>
      </details>
    </div>
  )
}
