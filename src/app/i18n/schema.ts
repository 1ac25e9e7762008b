import type { en } from './en.ts'

/** Every language has exactly the keys of the English texts. */
export type Messages = Widened<typeof en>

type Widened<T> = { [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> }
