import { useReader } from './reader.ts'
import type { Pages } from './use-pages.ts'

/** How much of a list is shown, and the rest on demand. */
export function More({ pages }: { readonly pages: Pages<unknown> }) {
  const { say, figures } = useReader()
  if (pages.nodes === null || pages.nodes.length === 0) return null
  const shown = figures.count(pages.nodes.length)
  return (
    <p class="more no-print">
      {say('shownOf', { shown, total: figures.count(pages.totalCount) })}{' '}
      {pages.hasMore && (
        <button type="button" onClick={pages.more}>
          {say('more')}
        </button>
      )}
    </p>
  )
}
