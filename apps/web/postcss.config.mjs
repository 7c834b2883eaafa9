/** Tailwind is the only step between the style sheet and the browser. */
export default { plugins: { '@tailwindcss/postcss': {} } }
