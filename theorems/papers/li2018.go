package papers

import "saddle/theorems"

var li2018 = theorems.Source{
	Key:   "li2018",
	Title: "Li, Xu, Taylor, Studer, Goldstein 2018, Visualizing the loss landscape of neural nets",
	URL:   "https://arxiv.org/abs/1712.09913",
}
