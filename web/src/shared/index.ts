// What every feature may use.
export { ButtonLink } from './ButtonLink';
export { Card } from './Card';
export { Chip, Chips, type Tone } from './Chip';
export { Empty } from './Empty';
export { Kbd } from './Kbd';
export { announce } from './live';
export { PageHeader, PageTitle } from './Page';
export { ProblemNote } from './ProblemNote';
export { Quote } from './Quote';
export { Rows } from './Rows';
export { toast } from './toast';
export { default as ui } from './ui.module.css';
