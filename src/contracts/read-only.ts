/** A schema's output as a handler gives it: nobody changes what was answered. */
export type ReadOnly<Value> = Value extends object ? { readonly [Name in keyof Value]: ReadOnly<Value[Name]> } : Value
