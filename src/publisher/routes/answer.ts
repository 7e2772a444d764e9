import type { OpsContext } from './ops-context.ts'

type Plain = string | number | boolean | null | undefined
/** Member names of a shape; of a union, those of all its parts. */
type MemberOf<Shape> = Shape extends unknown ? keyof Shape : never
type ValueOf<Shape, Name> = Shape extends unknown ? (Name extends keyof Shape ? Shape[Name] : never) : never
type ItemOf<Shape> = Shape extends readonly (infer Item)[] ? Item : never

/** A body without a member that the shape does not know, at any depth: such a member becomes a type error. */
type Exactly<Shape, Body> = unknown extends Shape
  ? Body
  : Body extends Plain
    ? Body
    : Body extends readonly (infer Item)[]
      ? readonly Exactly<ItemOf<Shape>, Item>[]
      : {
          readonly [Name in keyof Body]: Name extends MemberOf<Shape>
            ? Exactly<ValueOf<Shape, Name>, Body[Name]>
            : never
        }

/** Answers with a body of exactly this shape of the contract: with all of its members, and no others. */
export function answer<Shape>(context: OpsContext) {
  return {
    with: <Body extends Shape>(body: Body & Exactly<Shape, Body>, status: 200 | 201 = 200): Response =>
      context.json(body as object, status),
  }
}
