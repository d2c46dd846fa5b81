import { grantOf } from './grant-options.ts'
import { type Call, EXIT, type ExitCode, show, showList, type Told } from './terminal.ts'
import { dayText, momentText, valueWord } from './told-values.ts'
import { withHub } from './with-hub.ts'

const ISSUE = 'mutation Issue($input: IssueKeyInput!) { issueKey(input: $input) { id key } }'
const LIST = `query Keys { keys {
  id role readsFigures segments purpose purposeCode fromAddresses createdBy createdAt validUntil revokedAt revokedBy lastUsedAt
  grants { area { code fullName } on from until } } }`
const REVOKE = 'mutation Revoke($id: ID!) { revokeKey(id: $id) }'

interface ListedKey {
  readonly id: string
  readonly role: string
  readonly segments: readonly string[]
  readonly purpose: string
  readonly purposeCode: string
  readonly fromAddresses: readonly string[]
  readonly validUntil: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly grants: readonly { readonly area: { readonly code: string; readonly fullName: string } | null }[]
}

/** `key issue`. */
export function issueKey(call: Call, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const input = {
    ...grantOf(options),
    purpose: options.purpose,
    segments: options.segment,
    fromAddresses: options.fromAddress,
  }
  return withHub(call, async (hub) => {
    const { issueKey: issued } = await hub.ask<{ issueKey: { readonly id: string; readonly key: string } }>(ISSUE, {
      input,
    })
    if (!call.json) call.terminal.talk(ONCE[call.language])
    show(call, issued, [issued.key])
    return EXIT.DONE
  })
}

/** `key list`. */
export function listKeys(call: Call): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { keys } = await hub.ask<{ keys: readonly ListedKey[] }>(LIST)
    showList(call, keys, lineOf)
    return EXIT.DONE
  })
}

/** `key revoke`. */
export function revokeKey(call: Call, id: string): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    await hub.ask(REVOKE, { id })
    show(call, { id }, [`${REVOKED[call.language]}: ${id}`])
    return EXIT.DONE
  })
}

function lineOf(
  { id, role, grants, segments, fromAddresses, purpose, purposeCode, validUntil, revokedAt, lastUsedAt }: ListedKey,
  { language }: Call,
): string {
  const areas = grants.map(({ area }) => (area ? `${area.fullName} (${area.code})` : '?')).join(', ')
  const until = revokedAt
    ? `${REVOKED[language]} ${momentText(revokedAt, language)}`
    : `→ ${dayText(validUntil, language)}`
  const used = lastUsedAt ? `${USED[language]} ${momentText(lastUsedAt, language)}` : NEVER_USED[language]
  const aim = valueWord('Purpose', purposeCode, language)
  return [id, valueWord('Role', role, language), areas, ...segments, ...fromAddresses, until, used, aim, purpose].join(
    '  ',
  )
}

const ONCE: Told = {
  vi: 'Khóa chỉ hiện một lần; hệ thống chỉ giữ dấu kiểm của nó:',
  en: 'The key is shown this once; the hub keeps only a digest:',
}
const REVOKED: Told = { vi: 'Đã thu hồi', en: 'Revoked' }
const USED: Told = { vi: 'dùng gần nhất', en: 'last used' }
const NEVER_USED: Told = { vi: 'chưa dùng', en: 'never used' }
