/** Households with their members, and members with their cards, put together from the rows of three statements. */
export function together(households, members, cards) {
  const cardOf = new Map()
  for (const { person_id: person, cardNumber, participantCode, validFrom, validUntil } of cards)
    cardOf.set(person, { cardNumber, participantCode, validFrom, validUntil })
  const homes = new Map(households.map(({ id }) => [id, []]))
  for (const { household_id: home, id, fullName, birthDate, sex, relationToHead } of members)
    homes.get(home).push({ id, fullName, birthDate, sex, relationToHead, enrolment: cardOf.get(id) ?? null })
  return households.map(({ id, headName, householdClass, area_code: code, area_name: fullName }) => {
    return { id, headName, householdClass, area: { code, fullName }, members: homes.get(id) }
  })
}
