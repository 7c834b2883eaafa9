/** Prices as people read them. They travel and are added up as whole cents. */
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

export const formatPrice = (cents: number): string => dollars.format(cents / 100)
