import type { TestHub } from './test-hub.ts'

/** Opens persons for whoever holds the key, for as long as may be. */
export async function openPersonsFor(hub: TestHub, key: Readonly<Record<string, string>>): Promise<void> {
  const { body } = await hub.ask(
    'mutation { openPersons(reason: "đối chiếu danh sách") { personsOpenUntil } }',
    {},
    key,
  )
  if (body.errors) throw new Error(JSON.stringify(body.errors))
}
