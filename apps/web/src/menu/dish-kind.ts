/** Picks a dish's drawing from its name or else its category. The default is the bowl. */
const kinds = {
  margherita: /margherita|caprese|bruschetta/i,
  funghi: /funghi|mushroom/i,
  ramen: /ramen|noodle|pho\b|udon|soup|laksa/i,
  poke: /poke|sushi|salmon|tuna/i,
  wrap: /wrap|burrito|taco|quesadilla|gyros/i,
  toast: /toast|cheese sandwich|grilled cheese|panini|melt/i,
  club: /club|sandwich|burger|bagel|\bsub\b|baguette/i,
  brownie: /brownie|chocolate/i,
  cheesecake: /cheesecake|\bcake|\bpie\b|tart/i,
  cookie: /cookie|muffin|donut|sweet|dessert/i,
  coldBrew: /cold brew|coffee|iced|cola/i,
  lemonade: /lemonade|juice|smoothie|drink|water/i,
  pizza: /pizza|diavola|salami|pepperoni/i,
} as const

export type DishKind = keyof typeof kinds | 'bowl'

export function kindOfDish(name: string, category: string): DishKind {
  for (const text of [name, category]) {
    for (const [kind, pattern] of Object.entries(kinds)) if (pattern.test(text)) return kind as DishKind
  }
  return 'bowl'
}
