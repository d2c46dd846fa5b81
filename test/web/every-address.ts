/** Every kind of view; `batch` is the address of a batch with issues, `#/imports/<id>`. */
export function everyAddress(batch: string): readonly string[] {
  return [
    '#/imports',
    `${batch}/recognised`,
    `${batch}/issues`,
    `${batch}/changes`,
    `${batch}/matches`,
    '#/coverage/VN',
    '#/coverage/215?day=2017-09-30&compare=2016-09-30&by=SEX',
    '#/coverage/26446?day=2018-01-31&by=AGE_BAND',
    '#/coverage/99999?day=2018-01-31',
    '#/campaigns',
    '#/campaigns/new',
    '#/access',
    '#/access/segments',
    '#/access/people',
    '#/access/people/no-such-account',
    '#/access/audit',
    '#/no-such-page',
  ]
}
