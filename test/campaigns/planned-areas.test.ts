import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNES_OF_XUAN_LOC, Officer } from '../app/support/officer.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { Planner } from './planner.ts'

let hub: TestHub
let officer: Officer
let planner: Planner

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-11-10T03:00:00Z') })
  officer = new Officer(hub)
  planner = new Planner(hub)
})
afterAll(() => hub.close())

const areas = async () => {
  const { areas: found } = await planner.client.request<{ areas: { nodes: { code: string }[] } }>(
    '{ areas(within: "VN", on: "2017-11-10", first: 100) { nodes { code } } }',
  )
  return found.nodes.map((area) => area.code)
}

test('an area that something is planned for stays when the batch that brought it is withdrawn', async () => {
  const list = await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })
  await officer.commit(list.id)
  const heading = 'STT,Mã hộ,Thôn/Ấp,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Giới tính'
  const lines = [heading, '1,H1,Ấp 1,Nguyễn Văn An,Chủ hộ,1/1/1970,Nam', '2,H2,Ấp 2,Trần Văn Bình,Chủ hộ,2/2/1971,Nam']
  const survey = await officer.send(lines, { areaCode: '26446', asOf: '2017-10-01', kind: 'HOUSEHOLD_SURVEY' })
  await officer.commit(survey.id)
  expect(await areas()).toEqual(['VN', '75', '741', '26443', '26446', '26446.01', '26446.02'])

  const campaign = await planner.create({
    name: 'Tháng cao điểm',
    areaCode: '26446',
    from: '2017-11-10',
    until: '2018-01-01',
    teams: [{ name: 'Tổ 1', members: 1, weeklyQuotaPerMember: 5, areaCodes: ['26446.02'] }],
  })
  expect((await officer.withdraw(survey.id)).status).toBe('WITHDRAWN')
  expect(await areas()).toEqual(['VN', '75', '741', '26443', '26446', '26446.02'])
  expect((await officer.withdraw(list.id)).status).toBe('WITHDRAWN')
  expect(await areas()).toEqual(['VN', '75', '741', '26446', '26446.02'])
  const { node } = await planner.client.request<{ node: { teams: { areas: { code: string }[]; gained: number }[] } }>(
    'query($id: ID!) { node(id: $id) { ... on Campaign { teams { areas { code } gained } } } }',
    { id: campaign.id },
  )
  expect(node.teams).toEqual([{ areas: [{ code: '26446.02' }], gained: 0 }])
})
