import { z } from 'zod'
import { ACTIONS, type AccessPolicy } from '../../model/policies/access.ts'
import { fileHeader } from './file-header.ts'

/** `access.json`: what each role may do. Who has which role is deployment data. */
export const accessFile = z.strictObject({
  ...fileHeader,
  roles: z
    .array(
      z.strictObject({
        role: z.string().regex(/^[a-z][a-z-]{1,30}$/, 'a word in small letters, like duty'),
        /** Whom the role is for. */
        for: z.string().min(1),
        actions: z.array(z.enum(ACTIONS)).min(1),
      }),
    )
    .min(1),
})
export type AccessFile = z.infer<typeof accessFile>

/** The file as it is looked up. */
export function accessPolicy({ roles }: AccessFile): AccessPolicy {
  return { roles: new Map(roles.map(({ role, actions }) => [role, new Set(actions)])) }
}
