import { countrySheet } from './country-sheet.ts'
import { check, finish } from './import-run.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show } from './terminal.ts'
import { withHub } from './with-hub.ts'

interface FoundArea {
  readonly code: string
  readonly fullName: string
  readonly level: string
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly ancestors: readonly { readonly code: string; readonly fullName: string; readonly level: string }[]
}

const FIND = `query FindAreas($search: String!, $on: Date) {
  areas(search: $search, on: $on, first: 50) {
    totalCount
    nodes { code fullName level validFrom validUntil ancestors { code fullName level } }
  }
}`

/** `area find`: code, name, and where it lies. 1 when there is none. */
export function find(call: Call, search: string, on: unknown): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { areas } = await hub.ask<{ areas: { totalCount: number; nodes: FoundArea[] } }>(FIND, { search, on })
    show(call, areas.nodes, areas.nodes.map(areaLine))
    const rest = areas.totalCount - areas.nodes.length
    if (rest > 0) call.terminal.talk(call.language === 'vi' ? `… và ${rest} địa bàn khác` : `… and ${rest} more`)
    if (areas.totalCount > 0) return EXIT.DONE
    throw new CommandFailed(
      call.language === 'vi' ? `Không tìm thấy “${search}”.` : `Nothing was found for “${search}”.`,
    )
  })
}

/** `area load`: the list of units goes in through the same door as any sheet. */
export async function load(call: Call, province: unknown): Promise<ExitCode> {
  const codes = typeof province === 'string' ? province.split(',').map((code) => code.trim()) : null
  const sheet = countrySheet(codes)
  return withHub(call, async (hub) => finish(call, hub, await check(hub, sheet, { kind: 'AREAS' })))
}

function areaLine({ code, fullName, ancestors }: FoundArea): string {
  const above = ancestors.filter((area) => area.level !== 'COUNTRY').map((area) => area.fullName)
  return [code.padEnd(6), fullName, ...above.reverse()].join('  ').trimEnd()
}
