import type { z } from 'zod'

/** A value that nobody changes after it was made. */
type ReadOnly<Value> = Value extends readonly (infer Each)[]
  ? number extends Value['length']
    ? readonly ReadOnly<Each>[]
    : { readonly [Index in keyof Value]: ReadOnly<Value[Index]> }
  : Value extends object
    ? { readonly [Key in keyof Value]: ReadOnly<Value[Key]> }
    : Value

/** The type of an answer, from its schema. */
export type AnswerOf<Schema extends z.ZodType> = ReadOnly<z.output<Schema>>
