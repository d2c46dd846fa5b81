import { parseArgs } from 'node:util'
import { ACCESS_QUESTIONS, type AccessQuestion } from './access-questions.ts'
import { type Side, withBothSides } from './access-sides.ts'
import { median, tableRow } from './print-table.ts'

const USAGE = `npm run bench -- access [--persons 50000] [--rounds 5] [--folder DIR]

What it costs that PostgreSQL itself keeps readers to their areas: the same questions, for the same account, over the hub's own
connection, which no guard stops, and over a reader's, in turn; CPU of the database alone and with this process. Their answers
are compared first. With --folder the database is kept there, and the next run finds it.`

/** Makes a part of the country and prints one line for each question and scope. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      persons: { type: 'string', default: '50000' },
      rounds: { type: 'string', default: '5' },
      folder: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  await withBothSides(values.folder, Number(values.persons), async (sidesOf) => {
    print(tableRow(['question', 'scope', 'database ms', 'guarded', '÷', 'all ms', 'guarded', '÷']))
    print('|---|---|---|---|---|---|---|---|')
    for (const question of ACCESS_QUESTIONS) {
      for (const scope of ['VN', '01', '10001']) {
        print(
          tableRow([question.name, scope, ...(await compared(question, await sidesOf(scope), Number(values.rounds)))]),
        )
      }
    }
  })
}

type Cost = { readonly database: number; readonly all: number }

/** Costs side by side: the sides take turns, so that a busy moment hits both. */
async function compared(question: AccessQuestion, sides: readonly [Side, Side], rounds: number): Promise<string[]> {
  const answers = [await question.ask(sides[0]), await question.ask(sides[1])]
  if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) throw new Error(`${question.name}: other answers`)
  for (const side of sides) for (let warm = 0; warm < 6; warm += 1) await question.ask(side)
  const costs: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const place of [0, 1] as const) costs[place].push(await costOf(sides[place], question))
  }
  return (['database', 'all'] as const).flatMap((what) => {
    const [owner = 0, guarded = 0] = costs.map((found) => median(found.map((cost) => cost[what])))
    return [owner.toFixed(1), guarded.toFixed(1), (guarded / owner).toFixed(2)]
  })
}

/** Milliseconds of CPU for the question once. */
async function costOf(side: Side, question: AccessQuestion): Promise<Cost> {
  const before = side.clocks()
  for (let time = 0; time < question.times; time += 1) await question.ask(side)
  const after = side.clocks()
  const database = ((after.database - before.database) * 1000) / question.times
  return { database, all: database + ((after.own - before.own) * 1000) / question.times }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
