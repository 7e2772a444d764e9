import { z } from 'zod'

/**
 * A character that leaves something on the screen: no white space, no mark without a letter, nothing that Unicode ignores
 * when it is drawn (zero-width and bidi marks, soft hyphen, tags, Hangul fillers), no control, no private use, and none of
 * the letters that are drawn blank (Braille, a musical note, two hieroglyphs).
 */
export const VISIBLE =
  /[^\p{White_Space}\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]/u

/** What is said of a text without one. */
export const VISIBLE_HINT = 'a text with at least one character that can be seen'

/** Text of which at least one character can be seen: what is empty for the eye is empty. */
export const visibleText = (longest: number) => z.string().max(longest).regex(VISIBLE, VISIBLE_HINT)

/** As `visibleText`, or no character at all. */
export const visibleOrEmptyText = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(new RegExp(`^$|${VISIBLE.source}`, 'u'), VISIBLE_HINT)
