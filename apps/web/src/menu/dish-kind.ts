/** Which drawing suits a dish, told from its words. A dish that nothing fits gets the bowl. */
const kinds = {
  cup: /\b(coffee|latte|espresso|cappuccino|flat white|tea|chai|matcha|cocoa|hot chocolate)\b/i,
  glass: /\b(juice|lemonade|smoothie|water|cola|soda|shake|iced|kombucha|lassi)\b/i,
  sweet: /\b(cake|cookie|brownie|muffin|croissant|cinnamon|donut|doughnut|pie|tart|pudding|dessert)s?\b/i,
  fries: /\b(fries|chips|wedges|nuggets|tots)\b/i,
  pizza: /\b(pizza|slice|flatbread|margherita|focaccia)\b/i,
  wrap: /\b(wrap|burrito|taco|falafel|quesadilla|pita|gyro)s?\b/i,
  sandwich: /\b(burger|sandwich|bagel|toast|toastie|panini|banh mi|melt|sub)s?\b/i,
  noodles: /\b(ramen|noodle|pho|soup|udon|pasta|penne|spaghetti|mac|dal|daal|chili|stew|curry)s?\b/i,
  salad: /\b(salad|greens|slaw|caesar)\b/i,
} as const

export type DishKind = keyof typeof kinds | 'bowl'

export function kindOfDish(...words: string[]): DishKind {
  for (const text of words) {
    for (const [kind, pattern] of Object.entries(kinds)) if (pattern.test(text)) return kind as DishKind
  }
  return 'bowl'
}
