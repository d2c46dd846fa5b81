import { useEffect, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import { FIND, type FindAnswer } from './coverage-queries.ts'
import { areaAddress, type View } from './view.ts'

/** How long the reader's fingers rest before the hub is asked, in ms. */
const REST_MS = 250

/** Finds an area of the day by name, with or without accents, or by code. */
export function AreaSearch({ view }: { readonly view: View }) {
  const { say } = useReader()
  const [text, setText] = useState('')
  const search = useRested(text.trim())
  const { answer } = useAnswer<FindAnswer>(search === '' ? null : FIND, { search, day: view.day })
  const found = search === '' ? null : (answer?.areas.nodes ?? null)
  return (
    <div class="search no-print">
      <label>
        {say('search')}
        <input
          type="search"
          value={text}
          placeholder={say('searchHint')}
          autoComplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div role="status">{found?.length === 0 && say('searchNone', { text: search })}</div>
      {found !== null && found.length > 0 && (
        <ul class="found" aria-label={say('searchFound')}>
          {found.map((area) => (
            <li key={area.code}>
              <a href={areaAddress(area.code, view)} onClick={() => setText('')}>
                {area.fullName}
              </a>{' '}
              <span class="quiet">{[area.code, area.parent?.fullName].filter(Boolean).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text === '' ? 0 : REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
