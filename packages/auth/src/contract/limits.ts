/** Maximum input lengths: the server refuses longer input. Forms stop at them, except for passwords. Without zod, like names.ts. */

/** Characters. */
export const nameLength = { most: 100 } as const
/** Characters: RFC 5321 §4.5.3.1.3, less the two brackets of its path. */
export const emailLength = { most: 254 } as const
/** Characters (ASVS 6.2.1, 6.2.9). */
export const passwordLength = { least: 8, most: 128 } as const
/** Per order: characters of a dish id, quantity of one dish, and number of dishes. */
export const orderLimits = { dishIdLength: 64, quantity: 20, lines: 50 } as const
