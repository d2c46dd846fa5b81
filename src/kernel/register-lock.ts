/**
 * First key of the advisory lock on the register as a whole (the second is 0): held shared by every batch that writes, alone
 * by what needs all of it to stand still. Keys 1 and 2 are those of an area and of the cube, 4 that of the audit log.
 */
export const REGISTER_LOCK = 3
