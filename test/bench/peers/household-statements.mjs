/** A page of 100 households behind a place and a household: $1 area, $2 day, $3 class, $4 and $5 the last of the page before. */
export const HOUSEHOLDS = `
  select household_id as id, head_name as "headName", household_class as "householdClass", area_id, code as area_code,
    full_name as area_name
  from peer.households_of($1, $2, $3, $4, $5) join peer.area using (area_id) order by code collate "C", household_id`

/** Members of the households $1 on the day $2. */
export const MEMBERS = `
  select household_id, person_id as id, full_name as "fullName", birth_date as "birthDate", (array['FEMALE', 'MALE'])[sex] as sex,
    relation_to_head as "relationToHead"
  from residence home join person using (person_id)
  where household_id = any($1::bigint[]) and home.valid_from <= $2::date and $2::date < home.valid_until order by person_id`

/** The card that counts of each of the persons $1 on the day $2. */
export const CARDS = `
  select distinct on (card.person_id) card.person_id, nullif(card.card_number, '') as "cardNumber",
    card.participant_code as "participantCode", card.valid_from as "validFrom", nullif(card.valid_until, 'infinity') as "validUntil"
  from enrolment card left join participant_code meaning on meaning.code = card.participant_code
  where card.person_id = any($1::bigint[]) and card.valid_from <= $2::date and $2::date < card.valid_until
  order by card.person_id, meaning.law_order, meaning.code_no, card.valid_from, card.card_number`
