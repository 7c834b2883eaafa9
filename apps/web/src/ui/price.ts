/** Formats prices. They are stored and added as whole cents. */
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

export const formatPrice = (cents: number): string => dollars.format(cents / 100)
