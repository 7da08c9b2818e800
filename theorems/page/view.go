package page

import (
	"html/template"
	"strings"

	"saddle/theorems"
)

// A view is a document as the template needs it.
type view struct {
	Document
	Counts  Counts
	Style   template.CSS
	Script  template.JS
	Policy  string
	Sums    []sumRow
	Grades  []theorems.Grade
	Slides  []slide
	Silent  []string
	Beside  []slide // what is of no slide, by its source
	Cards   []*card
	Boards  []*board
	Errata  []errata
	Choices []choice
	// Explained are the outcomes and grades, for the legend.
	Explained []mark
	Graded    []mark
}

// A mark is how an outcome or a grade is shown: a sign, a word and a colour, each of which is
// enough.
type mark struct{ Sign, Word, Class, Means string }

var outcomeMarks = map[theorems.Outcome]mark{
	theorems.Open:      {"○", "open", "open", "a conjecture, and nothing was found against it that is proved"},
	theorems.Undecided: {"?", "undecided", "undecided", "too little could be decided, or the run ended too early; the reason is given"},
	theorems.Refuted:   {"✘", "refuted", "refuted", "false as it is stated: a counterexample is proved"},
	theorems.Held:      {"●", "held", "held", "no counterexample among the cases that were decided, which is no proof"},
	theorems.Proved:    {"✔", "proved", "proved", "all cases there are were decided, or a witness was proved"},
	theorems.Inside:    {"◉", "inside", "inside", "the interval of a mean came to lie inside the region that is claimed"},
	theorems.Outside:   {"⊘", "outside", "outside", "the interval of a mean came to lie outside the region that is claimed"},
}

var gradeMarks = map[theorems.Grade]mark{
	theorems.Exact:     {"▰▰▰▰", "exact", "exact", "decided in integers or fractions"},
	theorems.Certified: {"▰▰▰▱", "certified", "certified", "decided by intervals that are proved to hold the numbers"},
	theorems.Tested:    {"▰▰▱▱", "tested", "tested", "decided by chance, with a stated probability of error"},
	theorems.Measured:  {"▰▱▱▱", "measured", "measured", "plain floating point, which proves nothing"},
}

func outcomeMark(o theorems.Outcome) mark {
	if m, ok := outcomeMarks[o]; ok {
		return m
	}
	return mark{Sign: "?", Word: o.String(), Class: "undecided"}
}

func gradeMark(g theorems.Grade) mark {
	if m, ok := gradeMarks[g]; ok {
		return m
	}
	return mark{Sign: "▱▱▱▱", Word: g.String(), Class: "none"}
}

// A sumRow is how many claims have an outcome, by grades.
type sumRow struct {
	Outcome theorems.Outcome
	Claims  int
	ByGrade []int
}

// A choice is a filter of the table of claims.
type choice struct {
	Name, Label string
	Values      []string
}

func newView(d Document) *view {
	v := &view{Document: d, Counts: d.Counts()}
	if strings.TrimSpace(d.Title) == "" {
		v.Title = "Report"
	}
	ids := anchors{"": true}
	for _, fixed := range []string{"top", "summary", "deck", "claims", "tables", "errata", "made", "list", "filter"} {
		ids[fixed] = true
	}
	for _, c := range d.Claims {
		v.Cards = append(v.Cards, newCard(c, ids))
	}
	for _, t := range d.Tables {
		v.Boards = append(v.Boards, newBoard(t, ids))
	}
	v.correct()
	v.sums()
	v.fillSlides(ids)
	v.Errata = v.errata()
	v.Choices = v.choices()
	for o := theorems.Open; o <= theorems.Outside; o++ {
		v.Explained = append(v.Explained, outcomeMark(o))
	}
	for g := theorems.Exact; g <= theorems.Measured; g++ {
		v.Graded = append(v.Graded, gradeMark(g))
	}
	return v
}

// sums fills the strip.
func (v *view) sums() {
	column := map[theorems.Grade]int{}
	for g := theorems.Grade(0); g <= theorems.Measured; g++ {
		for _, s := range v.Counts.Outcomes {
			if s.Grade == g {
				column[g] = len(v.Grades)
				v.Grades = append(v.Grades, g)
				break
			}
		}
	}
	for _, total := range v.Counts.Totals {
		row := sumRow{total.Outcome, total.Claims, make([]int, len(v.Grades))}
		for _, s := range v.Counts.Outcomes {
			if s.Outcome == total.Outcome {
				row.ByGrade[column[s.Grade]] = s.Claims
			}
		}
		v.Sums = append(v.Sums, row)
	}
}

// choices are the filters, each with the values that there are, in the order of the claims.
func (v *view) choices() []choice {
	out := []choice{{Name: "outcome", Label: "Outcome"}, {Name: "grade", Label: "Grade"}, {Name: "source", Label: "Source"}}
	seen := map[[2]string]bool{}
	for _, c := range v.Cards {
		r := c.Report
		for i, value := range []string{r.Outcome.String(), r.Grade.String(), r.Source.Key} {
			if at := [2]string{out[i].Name, value}; value != "" && !seen[at] {
				seen[at] = true
				out[i].Values = append(out[i].Values, value)
			}
		}
	}
	return out
}
