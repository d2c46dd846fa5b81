import { openAsBlob } from 'node:fs'
import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'
import { dayText } from './told-values.ts'
import { withHub } from './with-hub.ts'

interface ToldFeature {
  readonly place: number
  readonly code: string | null
  readonly name: string | null
  readonly outcome: 'LOADED' | 'REPLACED' | 'UNCHANGED' | 'REFUSED'
  readonly message?: string
  readonly remedy?: string
}

/** What `POST /boundaries` answers. */
interface BoundariesAnswer {
  readonly on: string
  readonly loaded: number
  readonly replaced: number
  readonly unchanged: number
  readonly refused: number
  readonly features: readonly ToldFeature[]
}

/** `area load --boundaries`: file by file. 3 when a feature was refused; the others of its file are loaded all the same. */
export function loadBoundaries(
  call: Call,
  paths: readonly string[],
  { on, codeProperty }: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const parameters = new URLSearchParams()
  for (const [parameter, value] of Object.entries({ on, codeProperty }))
    if (typeof value === 'string') parameters.set(parameter, value)
  return withHub(call, async (hub) => {
    const answers: (BoundariesAnswer & { readonly file: string })[] = []
    for (const path of paths) {
      const door = `/boundaries?${parameters}`
      answers.push({
        file: path,
        ...(await hub.post<BoundariesAnswer>(door, 'application/geo+json', await fileAt(path, call))),
      })
    }
    show(
      call,
      answers,
      answers.flatMap((answer) => linesOf(answer.file, answer, call)),
    )
    return answers.some(({ refused }) => refused > 0) ? EXIT.BLOCKED : EXIT.DONE
  })
}

/** What became of the file, and each feature that was refused with its place in it. */
function linesOf(path: string, answer: BoundariesAnswer, { language }: Call): readonly string[] {
  const { on, loaded, replaced, unchanged, refused } = answer
  const day = dayText(on, language)
  const summary =
    language === 'vi'
      ? `${path} (${day}): nạp mới ${loaded}, thay ${replaced}, không đổi ${unchanged}, từ chối ${refused}`
      : `${path} (${day}): ${loaded} loaded, ${replaced} replaced, ${unchanged} unchanged, ${refused} refused`
  const lines = answer.features
    .filter(({ outcome }) => outcome === 'REFUSED')
    .map(({ place, code, name, message, remedy }) =>
      [`  ${FEATURE[language]} ${place}`, code, name, `${message} ${remedy}`]
        .filter((part) => part !== null)
        .join('  '),
    )
  return [summary, ...lines]
}

async function fileAt(path: string, { language }: Call): Promise<Blob> {
  try {
    return await openAsBlob(path)
  } catch {
    throw new CommandFailed(`${UNREADABLE[language]} ${path}`)
  }
}

const FEATURE: Told = { vi: 'đối tượng', en: 'feature' }
const UNREADABLE: Told = { vi: 'Không đọc được tệp', en: 'The file cannot be read:' }
