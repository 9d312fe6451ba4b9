import { EmptyList } from "@/components/ui/empty-list";
import { readChoices } from "../person";

export default async function NotFound() {
  return <EmptyList texts={(await readChoices()).texts.common.notFound} />;
}
