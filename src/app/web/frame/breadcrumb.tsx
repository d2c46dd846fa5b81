import { useReader } from './reader.ts'

interface BreadcrumbProps {
  readonly steps: readonly { readonly name: string; readonly address: string }[]
}

/** The way down to where the reader is; the last step is the page itself. */
export function Breadcrumb({ steps }: BreadcrumbProps) {
  const { say } = useReader()
  return (
    <nav class="breadcrumb" aria-label={say('breadcrumb')}>
      <ol>
        {steps.map(({ name, address }, index) => (
          <li key={address}>
            <a href={address} aria-current={index === steps.length - 1 ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
