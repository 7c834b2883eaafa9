/** `Add to cart` for a visitor. A cart belongs to a user, so it leads to the login page. */
import { buttonClass } from '../ui/button-class'
import { PlusIcon } from '../ui/icons'

export function LogInToOrder({ titleId }: { titleId: string }) {
  return (
    // A plain form is a full page load, and works before and without JavaScript.
    <form method="get" action="/login">
      <input type="hidden" name="next" value="/" />
      <button type="submit" aria-describedby={titleId} className={buttonClass({ size: 'sm' })}>
        <PlusIcon className="size-4" />
        Add to cart
      </button>
    </form>
  )
}
