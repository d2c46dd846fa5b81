import { grantOf } from './grant-options.ts'
import { type Call, EXIT, type ExitCode, show, showList, type Told } from './terminal.ts'
import { dayText, momentText, valueWord } from './told-values.ts'
import { withHub } from './with-hub.ts'

const INVITE = 'mutation Invite($input: InviteAccountInput!) { id: inviteAccount(input: $input) }'
const CHANGE = 'mutation Change($id: ID!, $input: AccountInput!) { id: changeAccount(id: $id, input: $input) }'
const END = 'mutation End($id: ID!) { id: endAccount(id: $id) }'
const LIST = `query Accounts { accounts {
  id issuer subject name role readsFigures purposeCode createdBy createdAt endedAt endedBy lastSeenAt
  grants { area { code fullName } on from until } } }`

interface ListedAccount {
  readonly id: string
  readonly subject: string
  readonly name: string
  readonly role: string
  readonly purposeCode: string
  readonly endedAt: string | null
  readonly lastSeenAt: string | null
  readonly grants: readonly {
    readonly area: { readonly code: string; readonly fullName: string } | null
    readonly from: string
    readonly until: string | null
  }[]
}

type Options = Readonly<Record<string, unknown>>

/** `account invite`. */
export function inviteAccount(call: Call, subject: string, options: Options): Promise<ExitCode> {
  return done(call, INVITE, { input: { ...draftOf(options), subject, from: options.from } }, INVITED)
}

/** `account change`. */
export function changeAccount(call: Call, id: string, options: Options): Promise<ExitCode> {
  return done(call, CHANGE, { id, input: draftOf(options) }, CHANGED)
}

/** `account end`. */
export function endAccount(call: Call, id: string): Promise<ExitCode> {
  return done(call, END, { id }, ENDED)
}

/** `account list`. */
export function listAccounts(call: Call): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { accounts } = await hub.ask<{ accounts: readonly ListedAccount[] }>(LIST)
    showList(call, accounts, lineOf)
    return EXIT.DONE
  })
}

function draftOf(options: Options): object {
  return { ...grantOf(options), name: options.name }
}

function done(call: Call, mutation: string, variables: Options, told: Told): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { id } = await hub.ask<{ readonly id: string }>(mutation, variables)
    show(call, { id }, [`${told[call.language]}: ${id}`])
    return EXIT.DONE
  })
}

function lineOf(account: ListedAccount, { language }: Call): string {
  const { id, name, subject, role, purposeCode, grants, endedAt, lastSeenAt } = account
  const areas = grants
    .map(
      ({ area, from, until }) =>
        `${area ? `${area.fullName} (${area.code})` : '?'} ${dayText(from, language)} → ${until === null ? '…' : dayText(until, language)}`,
    )
    .join(', ')
  const ended = endedAt ? [`${ENDED[language]} ${momentText(endedAt, language)}`] : []
  const seen = lastSeenAt ? `${SEEN[language]} ${momentText(lastSeenAt, language)}` : NEVER_SEEN[language]
  const words = [valueWord('Role', role, language), valueWord('Purpose', purposeCode, language)]
  return [id, name, ...words, areas, ...ended, seen, subject].join('  ')
}

const INVITED: Told = { vi: 'Đã mời', en: 'Invited' }
const CHANGED: Told = { vi: 'Đã đổi', en: 'Changed' }
const ENDED: Told = { vi: 'Đã kết thúc', en: 'Ended' }
const SEEN: Told = { vi: 'vào gần nhất', en: 'last here' }
const NEVER_SEEN: Told = { vi: 'chưa vào', en: 'never here' }
