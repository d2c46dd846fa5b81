import { masked } from './person-stage.ts'

/** SQL: a person of the register as an officer recognises one: name, birth, the end of the number. */
export function candidate(alias: string): string {
  const born = `coalesce(to_char(${alias}.birth_date, 'FMDD/FMMM/YYYY'), ${alias}.birth_year::text)`
  const number = `coalesce(${alias}.social_insurance_number, ${alias}.national_id)`
  return `concat_ws(', ', ${alias}.full_name, ${born}, ${masked(number)})`
}
