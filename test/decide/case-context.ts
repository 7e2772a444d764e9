import type { z } from 'zod'
import type { caseContext } from '../../src/rules/files/case-file.ts'

/** Where, when, who and on what, as a worked example of `rules/cases` says it. */
export type CaseContext = z.infer<typeof caseContext>
