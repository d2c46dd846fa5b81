import type { Purpose } from '../../src/access/purpose.ts'
import { describedEnum } from '../described-enum.ts'

export const PurposeEnum = describedEnum<Purpose>(
  'Purpose',
  'What a key, an account or a segment is given for: it narrows what the role may.',
  {
    STATISTICS: 'Figures only, whatever the role.',
    REGISTER_KEEPING: 'Sending files, persons, figures, plans, areas and rules: what data officers do.',
    CAMPAIGNS: 'Planning campaigns and survey rounds, with the persons whom they visit.',
    INSPECTION: 'Reading figures, persons, segments and the audit log, changing nothing.',
    SEGMENT_SERVICE: 'Segments for partners: making and reading them; figures.',
    ADMINISTRATION: 'Everything that the role may.',
  },
)
