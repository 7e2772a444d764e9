import type { Context, Viewer } from '../../decide/context/context.ts'

/**
 * A viewer whose profile may be read. A profile reader takes no other type, and only the privacy class makes one, so a
 * viewer of another class cannot be passed by mistake.
 */
export interface ConsentedViewer {
  readonly privacy: 'consented'
  readonly subject: string
}

/** The viewer of a request, if they consented and nothing forbids it; otherwise null. */
export function consentedViewer(
  { privacy }: { readonly privacy: Context['privacy'] },
  { subject }: { readonly subject: Viewer['subject'] },
): ConsentedViewer | null {
  return privacy === 'consented' && subject !== null ? { privacy, subject } : null
}
