import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { DAY, LIST, REFORM, sentTo } from '../areas/reform.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed } from '../importers/intake/staged-batch.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let intake: TestIntake
beforeAll(async () => {
  hub = await startTestHub()
  intake = await openIntake(hub.database)
})
afterAll(async () => {
  await intake.close()
  await hub.close()
})

interface Ends {
  readonly relation: string
  readonly weight: number
  readonly on: string
  readonly document: string | null
  readonly from?: { readonly code: string; readonly fullName: string }
  readonly to?: { readonly code: string; readonly fullName: string }
}

test('an analyst reads what an area continues and what continues it', async () => {
  await committed(hub.database, { kind: 'AREAS', rows: LIST })
  const { id } = await sentTo(hub.database, intake, REFORM)
  await intake.port.commit(ADMINISTRATOR, id)
  const { body } = await hub.ask<Record<'now' | 'then', { predecessors: Ends[]; successors: Ends[] }>>(
    `query ($day: Date!, $before: Date!) {
       now: area(code: "26446", on: $day) { predecessors { relation weight on document from { code fullName } } successors { weight } }
       then: area(code: "26449", on: $before) { predecessors { weight } successors { relation weight on document to { code fullName } } }
     }`,
    { day: DAY, before: '2025-06-30' },
  )
  expect(body.errors).toBeUndefined()
  const told = (ends: readonly Ends[] | undefined) =>
    ends?.map(({ from, to, relation, weight }) => `${(from ?? to)?.fullName} ${relation} ${weight}`).sort()
  expect(told(body.data?.now.predecessors)).toEqual([
    'Thị trấn Gia Ray LAND_ONLY 0',
    'Xã Xuân Hòa WHOLE 1',
    'Xã Xuân Hưng WHOLE 1',
    'Xã Xuân Tâm PART 0.75',
  ])
  expect(told(body.data?.then.successors)).toEqual(['Xã Xuân Hòa PART 0.75', 'Xã Xuân Đông PART 0.25'])
  expect(body.data?.then.successors[0]).toMatchObject({ on: DAY, document: '1662/NQ' })
  expect([body.data?.now.successors, body.data?.then.predecessors]).toEqual([[], []])
})
