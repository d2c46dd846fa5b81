/** What readers who may not see persons were told: the hub's own memory, shown to nobody. */
export const disclosure = `
-- The counts of an area on the end of a month as they were when somebody was first told of them. Numbers that moved by a few
-- persons since are told as they were, so that two answers do not give away who came between them.
create table published_count (
  area_id int not null references area on delete cascade,
  -- what the cells tell apart
  dimensions text not null,
  -- the day since which the map has been that of the borders
  borders date not null,
  day date not null,
  -- by cell: covered (or what else is counted) and the others; null where none are counted
  cells jsonb not null,
  primary key (area_id, dimensions, borders, day)
);
`
