import { z } from 'zod'
import { groupName } from './group-name.ts'
import { VISIBLE, VISIBLE_HINT } from './visible-text.ts'

/** Schema of the name of a tag, a feed, an owner or a label: as `visibleText`, stored as `groupName` normalises it. */
export const groupField = (longest: number) => z.string().overwrite(groupName).max(longest).regex(VISIBLE, VISIBLE_HINT)
