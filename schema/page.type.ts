import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import { DEFAULT_PAGE, LARGEST_PAGE, type Page, type PageRequest } from '../src/kernel/page.ts'

/** Where a page ends. */
@ObjectType({ description: 'Where a page ends and whether more follows.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether rows follow this page.' })
  hasNextPage: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last row: the `after` of the next page. Null when the page is empty.',
  })
  endCursor: string | null
}

/** The arguments of every paged list; the largest page and the usual one are the kernel's. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `Rows to give, 1–${LARGEST_PAGE}; ${DEFAULT_PAGE} when left out.`,
  })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before; left out, the first page.' })
  after?: string | null
}

export function pageInfo(page: Pick<Page<unknown>, 'cursors' | 'hasNextPage'>): PageInfo {
  return { hasNextPage: page.hasNextPage, endCursor: page.cursors.at(-1) ?? null }
}

/** A Relay connection of a page of rows, each turned into its node. */
export function connection<Row, Node, Total>(page: Page<Row, Total>, toNode: (row: Row) => Node) {
  const nodes = page.rows.map(toNode)
  const edges = nodes.map((node, index) => ({ cursor: page.cursors[index] ?? '', node }))
  return { edges, nodes, pageInfo: pageInfo(page), totalCount: page.totalCount }
}
