import { ROLES, type Role } from '../../../src/access/actor.ts'
import type { TestHub } from './test-hub.ts'

/** The header with which a key is shown. */
export type Bearer = Readonly<Record<'authorization', string>>

/** Issues a key of a role, for the whole country unless an area is named; a partner's reads figures. */
export async function issueKey(hub: TestHub, role: Role, areaCode = 'VN'): Promise<Bearer> {
  const { body } = await hub.ask<{ issueKey: { key: string } }>(
    'mutation($input: IssueKeyInput!) { issueKey(input: $input) { key } }',
    { input: { role, areaCodes: [areaCode], purpose: 'test', readsFigures: role === 'PARTNER' } },
  )
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return { authorization: `Bearer ${body.data.issueKey.key}` }
}

/** A key of every role. */
export async function issueKeys(hub: TestHub): Promise<Readonly<Record<Role, Bearer>>> {
  const keys: Partial<Record<Role, Bearer>> = {}
  for (const role of ROLES) keys[role] = await issueKey(hub, role)
  return keys as Readonly<Record<Role, Bearer>>
}
